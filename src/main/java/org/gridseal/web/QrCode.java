package org.gridseal.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code (ISO/IEC 18004) as an SVG path of unit squares, so that it needs no image, no script
/// and no address from which it could be fetched again.
///
/// @param size modules on a side, with the quiet zone
/// @param path the dark modules
public record QrCode(int size, String path) {
  /// Modules of light around it (ISO/IEC 18004 §9.1).
  private static final int QUIET_ZONE = 4;

  /// @throws IllegalArgumentException if the text is too long for a QR code
  static QrCode of(String text) {
    try {
      // M mends 15 % of what a thumb, a reflection or a scratch hides.
      ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
      return new QrCode(matrix.getWidth() + 2 * QUIET_ZONE, path(matrix));
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text does not fit into a QR code", e);
    }
  }

  private static String path(ByteMatrix matrix) {
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      int x = 0;
      while (x < matrix.getWidth()) {
        int length = runFrom(matrix, x, y);
        if (length > 0) {
          path.append("M%d %dh%dv1h-%dz".formatted(x + QUIET_ZONE, y + QUIET_ZONE, length, length));
        }
        x += length + 1;
      }
    }
    return path.toString();
  }

  /// How many dark modules follow each other.
  private static int runFrom(ByteMatrix matrix, int x, int y) {
    int end = x;
    while (end < matrix.getWidth() && matrix.get(end, y) == 1) {
      end++;
    }
    return end - x;
  }
}
