package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Where the browser finds the scripts and styles that `frontend/` built. Their names carry a hash
/// of their content, so a page always gets those it was made with.
@ApplicationScoped
public class Assets {
  private static final String MANIFEST = "/META-INF/resources/assets/manifest.properties";

  private final Properties paths = new Properties();

  Assets() {
    try (InputStream manifest = Assets.class.getResourceAsStream(MANIFEST)) {
      if (manifest == null) {
        throw new IllegalStateException("the assets were not built into this program");
      }
      paths.load(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The path of an asset.
  ///
  /// @param name as in the sources, for example `app.js`
  /// @throws IllegalArgumentException if there is none of that name
  public String at(String name) {
    String path = paths.getProperty(name);
    if (path == null) {
      throw new IllegalArgumentException("no asset is named " + name);
    }
    return path;
  }
}
