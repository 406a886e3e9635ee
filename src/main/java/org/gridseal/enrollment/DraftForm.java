package org.gridseal.enrollment;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.SerialNumber;

/// What the drafts of one profile and authority are like, and how they are packed because of it.
///
/// Of a draft its serial number, its dates, its hardware's name and its key are its own; all else
/// stands in every other. So a draft is kept as DEFLATE (RFC 1951) with another one as preset
/// dictionary, in less than a third of its room and without loss (docs/decisions/0019).
final class DraftForm {
  /// No draft is longer, packed or not.
  private static final int MAXIMUM = 8192;

  private final short id;
  private final byte[] model;

  /// @param model the draft that the others are packed against
  DraftForm(short id, byte[] model) {
    this.id = id;
    this.model = model.clone();
  }

  short id() {
    return id;
  }

  byte[] pack(RecordedDraft draft) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setDictionary(model);
      deflater.setInput(draft.toBeSigned());
      deflater.finish();
      byte[] packed = new byte[MAXIMUM];
      int length = deflater.deflate(packed);
      if (!deflater.finished()) {
        throw new IllegalArgumentException("a draft is longer than the register keeps");
      }
      return Arrays.copyOf(packed, length);
    } finally {
      deflater.end();
    }
  }

  /// @throws IllegalStateException if these bytes were not packed with this form
  RecordedDraft unpack(SerialNumber serialNumber, byte[] packed) {
    var inflater = new Inflater(true);
    try {
      inflater.setDictionary(model);
      inflater.setInput(packed);
      byte[] toBeSigned = new byte[MAXIMUM];
      int length = inflater.inflate(toBeSigned);
      if (!inflater.finished()) {
        throw new IllegalStateException("the draft of " + serialNumber + " is cut off or too long");
      }
      return new RecordedDraft(serialNumber, Arrays.copyOf(toBeSigned, length));
    } catch (DataFormatException e) {
      throw new IllegalStateException("the draft of " + serialNumber + " cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }
}
