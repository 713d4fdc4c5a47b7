package org.dubnium.dbus.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/**
 * Details of {@code PrepareForTransition}.
 *
 * @param ends what people lose by the move, one text each
 * @param grace how long it waits for them
 * @param requester uid of whoever asked for it
 * @param reason in their words
 */
public record NoticeInfo(
    ObjectPath job, List<String> ends, Duration grace, long requester, String reason)
    implements AsDict {

  public NoticeInfo {
    ends = List.copyOf(ends);
  }

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .path("job", job)
        .strings("ends", ends)
        .uint64("grace", Micros.of(grace))
        .uint32("requester", requester)
        .string("reason", reason)
        .toMap();
  }
}
