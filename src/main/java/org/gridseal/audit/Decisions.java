package org.gridseal.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.gridseal.database.DatabaseException;
import org.gridseal.database.Sql;
import org.gridseal.policy.FactsText;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.policy.Question;
import org.gridseal.policy.QuestionMembers;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// What the policy decided, and by what: read from the entries of the log that tell of it, and from
/// the facts beside it.
public final class Decisions {
  /// Decisions in one answer.
  public static final int PAGE = 100;

  private static final String FACTS =
      "SELECT digest, facts FROM decision_facts WHERE digest = ANY (?::bytea[])";

  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource database;
  private final EventIndex events;
  private final Sql sql;

  public Decisions(DataSource database) {
    this.database = database;
    this.events = new EventIndex(database);
    this.sql = new Sql(database);
  }

  /// A decision as it was recorded.
  ///
  /// @param entry id of the entry in the log that tells of it
  /// @param facts digest of the facts, as the entry has it: the leftmost 160 bits of a SHA-256
  /// @param rules names of all that led to it
  public record Recorded(
      UUID entry,
      SiteId site,
      PolicyVersion policy,
      Question question,
      String facts,
      List<String> rules) {}

  /// @param entry id of the entry in the log that tells of it
  /// @return empty if there is no such entry, or no policy decided what it tells
  public Optional<Recorded> find(UUID entry) {
    return recorded(event(entry).flatMap(Stated::of).stream().toList()).stream().findFirst();
  }

  private Optional<RecordedEvent> event(UUID id) {
    try (Connection connection = database.getConnection()) {
      return EventPlace.find(connection, id);
    } catch (SQLException e) {
      throw new DatabaseException("the database cannot be read", e);
    }
  }

  /// About one site, the newest first; at most a page of them.
  public List<Recorded> of(SiteId site) {
    List<Stated> stated = new ArrayList<>();
    List<RecordedEvent> page = events.find(about(site, null));
    while (!page.isEmpty() && stated.size() < PAGE) {
      page.stream().map(Stated::of).flatMap(Optional::stream).forEach(stated::add);
      page =
          page.size() < EventIndex.PAGE ? List.of() : events.find(about(site, page.getLast().id()));
    }
    return recorded(stated.stream().limit(PAGE).toList());
  }

  private static EventQuery about(SiteId site, @Nullable UUID before) {
    return new EventQuery(site, null, null, null, null, before);
  }

  private List<Recorded> recorded(List<Stated> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> digests = all.stream().map(Stated::facts).distinct().toList();
    Map<String, String> facts =
        sql
            .all(
                FACTS,
                row -> Map.entry(HexFormat.of().formatHex(row.getBytes(1)), row.getString(2)),
                Sql.column("bytea", digests, HexFormat.of()::parseHex))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return all.stream().map(it -> it.recorded(facts)).toList();
  }

  /// What an entry says of a decision.
  private record Stated(UUID entry, SiteId site, Instant at, JsonNode decision) {
    static Optional<Stated> of(RecordedEvent event) {
      try {
        JsonNode entry = JSON.readTree(event.entry());
        Instant at = Instant.parse(entry.required("at").textValue());
        SiteId site = Traits.read(event.entry().getBytes(StandardCharsets.UTF_8)).site();
        JsonNode decision = entry.get("decision");
        return decision == null || site == null
            ? Optional.empty()
            : Optional.of(new Stated(event.id(), site, at, decision));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the database holds a broken entry", e);
      }
    }

    String facts() {
      return text("facts");
    }

    Recorded recorded(Map<String, String> all) {
      String facts =
          Objects.requireNonNull(all.get(facts()), "facts are kept before what they decide");
      return new Recorded(
          entry,
          site,
          new PolicyVersion(text("policy")),
          QuestionMembers.read(FactsText.read(facts), at, decision.required("asked")),
          facts(),
          StreamSupport.stream(decision.required("rules").spliterator(), false)
              .map(JsonNode::textValue)
              .toList());
    }

    private String text(String name) {
      return decision.required(name).textValue();
    }
  }
}
