package org.dubnium.daemon.json;

import static java.util.Comparator.comparingLong;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.dubnium.daemon.domain.transition.Grant;

/** What a request was allowed to do. */
public final class GrantJson {

  private GrantJson() {}

  public static void write(JsonGenerator json, Grant grant) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("anything", grant.anything());
    Json.texts(json, "ends", grant.ends().stream().sorted().toList());
    json.writeNumberField("jobsUpTo", grant.jobsUpTo());
    Json.list(
        json,
        "holds",
        grant.holds().stream().sorted(comparingLong(Grant.PassedHold::cookie)).toList(),
        GrantJson::writeHold);
    json.writeEndObject();
  }

  public static Grant read(JsonObject object) throws JsonFormatException {
    Grant grant =
        new Grant(
            object.flag("anything"),
            Set.copyOf(object.strings("ends")),
            object.number("jobsUpTo"),
            new HashSet<>(ReasonJson.all(object.objects("holds"), GrantJson::readHold)));
    object.end();
    return grant;
  }

  private static void writeHold(JsonGenerator json, Grant.PassedHold hold) throws IOException {
    json.writeStartObject();
    json.writeNumberField("cookie", hold.cookie());
    json.writeNumberField("uid", hold.uid());
    json.writeEndObject();
  }

  private static Grant.PassedHold readHold(JsonObject object) throws JsonFormatException {
    Grant.PassedHold hold =
        new Grant.PassedHold(object.number("cookie"), object.number("uid"));
    object.end();
    return hold;
  }
}
