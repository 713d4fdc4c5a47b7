package org.dubnium.common.log;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * journald, over libsystemd: sd_journal_sendv(3) speaks journald's native protocol, large entries
 * included. Where no journald listens the entry is dropped without an error.
 */
final class Journald implements JournalSink {

  /** Bytes of a {@code struct iovec} on 64-bit Linux: a pointer and a size. */
  private static final int IOVEC = 16;

  static {
    Native.register(Journald.class, "libsystemd.so.0");
  }

  private static native int sd_journal_sendv(Pointer iovecs, int count);

  @Override
  public int send(List<JournalField> fields) {
    List<byte[]> texts = new ArrayList<>(fields.size());
    int size = 0;
    for (JournalField field : fields) {
      byte[] text = (field.name() + "=" + field.value()).getBytes(StandardCharsets.UTF_8);
      texts.add(text);
      size += text.length;
    }
    int header = IOVEC * texts.size();
    try (Memory memory = new Memory(header + size)) {
      int offset = header;
      for (int i = 0; i < texts.size(); i++) {
        byte[] text = texts.get(i);
        memory.write(offset, text, 0, text.length);
        memory.setPointer((long) i * IOVEC, memory.share(offset));
        memory.setLong((long) i * IOVEC + 8, text.length);
        offset += text.length;
      }
      return sd_journal_sendv(memory, texts.size());
    }
  }
}
