package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What an auditor runs must not need the server's libraries.
class ProofCoreTest {
  private static final List<Class<?>> CORE =
      List.of(
          BrokenLogException.class,
          Checkpoint.class,
          ConsistencyProof.class,
          EntryBundle.class,
          Hash.class,
          InclusionProof.class,
          LogKey.class,
          LogSource.class,
          LogVerification.class,
          RightEdge.class,
          SignedNote.class,
          Tile.class,
          TilePath.class,
          Tree.class,
          VerifierKey.class);

  @Test
  void usesNothingButJavaAndItself() {
    Set<String> own =
        CORE.stream()
            .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getNestMembers())))
            .map(Class::getName)
            .collect(Collectors.toSet());
    JavaClasses classes = new ClassFileImporter().importClasses(CORE);

    List<String> foreign =
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
            .filter(name -> name.contains(".") && !name.startsWith("java."))
            .filter(name -> !own.contains(name) && !name.startsWith("org.jspecify."))
            .distinct()
            .toList();

    assertThat(foreign).isEmpty();
  }
}
