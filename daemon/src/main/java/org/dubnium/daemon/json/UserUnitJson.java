package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.UserUnit;

/** A unit of a user's own systemd, as two members of whoever is in it. */
final class UserUnitJson {

  private UserUnitJson() {}

  static void write(JsonGenerator json, Optional<UserUnit> unit) throws IOException {
    Json.optional(json, "userUnit", unit.map(UserUnit::name));
    Json.optional(json, "userSlice", unit.map(UserUnit::slice));
  }

  /** Empty also where an older version wrote it, which did not know of these. */
  static Optional<UserUnit> read(JsonObject object) throws JsonFormatException {
    if (!object.has("userUnit")) {
      return Optional.empty();
    }
    Optional<String> name = object.optionalString("userUnit");
    Optional<String> slice = object.optionalString("userSlice");
    return name.map(unit -> new UserUnit(unit, slice.orElse("")));
  }
}
