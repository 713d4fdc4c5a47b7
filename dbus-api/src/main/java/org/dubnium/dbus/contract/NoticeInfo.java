package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.PATH;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.ObjectPath;

/**
 * Details of {@code PrepareForTransition}.
 *
 * @param ends what people lose by the move, one text each
 * @param grace how long it waits for them
 * @param requester uid of whoever asked for it
 * @param reason in their words
 * @param model that is to be served, of a swap; empty of a switch
 */
public record NoticeInfo(
    ObjectPath job,
    List<String> ends,
    Duration grace,
    long requester,
    String reason,
    Optional<String> model) {
  public static final DictCodec<NoticeInfo> CODEC =
      DictCodec.of(
          fields ->
              new NoticeInfo(
                  fields.required("job", PATH, NoticeInfo::job),
                  fields.required("ends", TEXTS, NoticeInfo::ends),
                  fields.required("grace", DURATION, NoticeInfo::grace),
                  fields.required("requester", UINT32, NoticeInfo::requester),
                  fields.required("reason", TEXT, NoticeInfo::reason),
                  fields.optional("model", TEXT, NoticeInfo::model)));

  public NoticeInfo {
    ends = List.copyOf(ends);
  }
}
