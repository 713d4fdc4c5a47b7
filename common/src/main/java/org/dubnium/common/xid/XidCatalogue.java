package org.dubnium.common.xid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * XID codes by number. It is read at the first question, not before. Its lines are {@code code name
 * class fatal recovery}, separated by tabs; source: NVIDIA's XID catalog (2025-10), {@code nverror.h}
 * of the open kernel modules up to 595, DCGM 4.6.
 *
 * <p>The number of a code is not quite stable over branches of the driver: 144 was key rotation on
 * R550, 139 the CUDA fast path on R535.
 */
public final class XidCatalogue {

  private static final String RESOURCE = "xid.tsv";
  private static final int COLUMNS = 5;

  private XidCatalogue() {}

  /** Loaded with the first code that is looked up. */
  private static final class Holder {
    static final Map<Long, Xid> BY_CODE = load();
  }

  /**
   * What a code means. One that the catalogue does not know is possibly fatal and worth attention:
   * new drivers report new codes, and most of them are of hardware.
   */
  public static Xid of(long code) {
    Xid known = Holder.BY_CODE.get(code);
    return known == null
        ? new Xid(code, "unknown code", XidClass.UNKNOWN, Fatality.MAYBE, GpuRecovery.UNSPECIFIED)
        : known;
  }

  /** All codes that are known. */
  static Map<Long, Xid> all() {
    return Holder.BY_CODE;
  }

  private static Map<Long, Xid> load() {
    Map<Long, Xid> byCode = new HashMap<>();
    try (InputStream bytes = XidCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (bytes == null) {
        throw new IllegalStateException("cannot read the XID catalogue: " + RESOURCE + " is missing");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII));
      lines
          .lines()
          .skip(1)
          .map(XidCatalogue::parse)
          .forEach(xid -> byCode.put(xid.code(), xid));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the XID catalogue", broken);
    }
    return Map.copyOf(byCode);
  }

  private static Xid parse(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("cannot read the XID catalogue: not five columns: " + line);
    }
    return new Xid(
        Long.parseLong(columns[0]),
        columns[1],
        Enum.valueOf(XidClass.class, constant(columns[2])),
        Enum.valueOf(Fatality.class, constant(columns[3])),
        Enum.valueOf(GpuRecovery.class, constant(columns[4])));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_').replace('/', '_');
  }
}
