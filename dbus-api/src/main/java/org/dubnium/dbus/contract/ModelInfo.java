package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT64;
import static org.dubnium.bus.codec.FieldType.dictOrEmpty;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.codec.FieldType;

/**
 * A model of the store.
 *
 * @param path absolute and without links
 * @param bytes of all its files
 * @param served whether the running server was started with it
 * @param architecture as its {@code config.json} has it; empty if that does not say
 * @param verifiedAt empty if it was never verified
 * @param problem what is wrong with it; empty if nothing is known to be
 * @param fit whether it fits the GPUs
 */
public record ModelInfo(
    String name,
    String path,
    long bytes,
    long files,
    boolean selected,
    boolean served,
    Optional<String> architecture,
    State verification,
    Optional<Instant> verifiedAt,
    Optional<String> problem,
    Optional<GpuFitInfo> fit) {

  /** What is known of the checksums of its files. */
  public enum State {
    /** All were right when they were last read, and no file has been touched since. */
    VERIFIED,
    /** Files were touched, added or taken away since. */
    CHANGED,
    /** They were never read. */
    NONE,
    /** Nobody can tell. */
    UNREADABLE;

    /** The word on the bus. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final DictCodec<ModelInfo> CODEC =
      DictCodec.of(
          fields ->
              new ModelInfo(
                  fields.required("name", TEXT, ModelInfo::name),
                  fields.required("path", TEXT, ModelInfo::path),
                  fields.required("bytes", UINT64, ModelInfo::bytes),
                  fields.required("files", UINT32, ModelInfo::files),
                  fields.required("selected", FLAG, ModelInfo::selected),
                  fields.required("served", FLAG, ModelInfo::served),
                  fields.required("architecture", TEXT.or(""), ModelInfo::architecture),
                  fields.required(
                      "verification",
                      FieldType.word(State.class, State::text),
                      ModelInfo::verification),
                  fields.required("verified-at", TIME.or(Instant.EPOCH), ModelInfo::verifiedAt),
                  fields.required("problem", TEXT.or(""), ModelInfo::problem),
                  fields.required("fit", dictOrEmpty(GpuFitInfo.CODEC), ModelInfo::fit)));
}
