package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * A delegation, or a ticket for one. No secret is in it.
 *
 * @param id its name, for lists, records and {@code RevokeDelegation}
 * @param uid of the person
 * @param session the person's, of logind
 * @param service unit that may ask in their name
 * @param lastUsed empty for a ticket that nobody has redeemed yet
 * @param expires when it ends if it is not used before
 */
public record DelegationInfo(
    String id,
    long uid,
    String user,
    String session,
    String service,
    Instant created,
    Optional<Instant> lastUsed,
    Instant expires) {
  public static final DictCodec<DelegationInfo> CODEC =
      DictCodec.of(
          fields ->
              new DelegationInfo(
                  fields.required("id", TEXT, DelegationInfo::id),
                  fields.required("uid", UINT32, DelegationInfo::uid),
                  fields.required("user", TEXT, DelegationInfo::user),
                  fields.required("session", TEXT, DelegationInfo::session),
                  fields.required("service", TEXT, DelegationInfo::service),
                  fields.required("created", TIME, DelegationInfo::created),
                  fields.required("last-used", TIME.or(Instant.EPOCH), DelegationInfo::lastUsed),
                  fields.required("expires", TIME, DelegationInfo::expires)));
}
