package org.gridseal.web;

import org.gridseal.site.Findings;
import org.gridseal.site.Note;
import org.jspecify.annotations.Nullable;

/// What a reviewer writes to the installer, who reads it as it is.
public record NoteForm(@Nullable String note) {
  /// The note, or a stand-in and a violation.
  String parse(Findings findings) {
    String text = new Fields(findings).text("note", note);
    long length = text.codePoints().count();
    findings.require(
        length <= Note.MAXIMUM_LENGTH && text.indexOf('\0') < 0,
        "note",
        "text",
        "write at most " + Note.MAXIMUM_LENGTH + " characters");
    return text;
  }
}
