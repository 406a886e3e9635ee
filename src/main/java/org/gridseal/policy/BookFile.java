package org.gridseal.policy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;
import org.jspecify.annotations.Nullable;

/// `sites.yaml` as written, after everything was checked that a schema cannot say.
record BookFile(int version, Aggregators aggregators, List<SizeClass> tiers) {
  private static final String SCHEMA = "sites.schema.json";
  private static final List<Tier> ASCENDING = List.of(Tier.values());

  record Aggregators(Tier minimumTier) {}

  BookFile {
    tiers = List.copyOf(tiers);
  }

  /// @throws BrokenDocumentException as [PolicyBook#parse]
  static BookFile parse(byte[] yaml) {
    Document file = Document.read(yaml, SCHEMA);
    BookFile book = file.as(BookFile.class);
    List<Problem> problems =
        Stream.concat(book.problemsOfOrder(file), book.problemsOfControls(file)).toList();
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems);
    }
    return book;
  }

  /// The schema has seen to it that there are five tiers.
  private Stream<Problem> problemsOfOrder(Document file) {
    return IntStream.range(0, tiers.size())
        .boxed()
        .flatMap(index -> problem(file, "/tiers/" + index, sentenceOfOrder(index)));
  }

  private @Nullable String sentenceOfOrder(int index) {
    SizeClass entry = tiers.get(index);
    long expected = index == 0 ? 0 : tiers.get(index - 1).size().last() + 1;
    if (entry.tier() != ASCENDING.get(index)) {
      return "tiers must ascend from T1 to T5, each once";
    }
    if (entry.size().first() > expected) {
      return "sizes from %d VA to below %d VA are in no tier"
          .formatted(expected, entry.size().first());
    }
    if (entry.size().first() < expected) {
      return "sizes from %d VA on are in the tier before, too".formatted(entry.size().first());
    }
    return entry.size().last() < entry.size().first() ? "no size is in this tier" : null;
  }

  private Stream<Problem> problemsOfControls(Document file) {
    return IntStream.range(0, tiers.size())
        .boxed()
        .flatMap(
            index ->
                Contradictions.of(tiers.get(index).controls()).stream()
                    .flatMap(text -> problem(file, "/tiers/" + index + "/controls", text)));
  }

  private static Stream<Problem> problem(Document file, String pointer, @Nullable String sentence) {
    return sentence == null
        ? Stream.empty()
        : Stream.of(new Problem(file.lineOf(pointer), pointer, sentence));
  }
}
