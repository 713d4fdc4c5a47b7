package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;

/** A guard's verdict, with the names that it has on the bus. */
public final class GuardJson {

  private GuardJson() {}

  public static void write(JsonGenerator json, GuardVerdict judged) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", judged.guard().text());
    json.writeBooleanField("bypassable", judged.guard().bypassable());
    json.writeBooleanField("bypassed", judged.bypassed());
    switch (judged.verdict()) {
      case Verdict.Pass() -> json.writeStringField("verdict", "pass");
      case Verdict.Wait(
              String code,
              String message,
              List<String> evidence,
              Duration recheckAfter) -> {
        json.writeStringField("verdict", "wait");
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        Json.texts(json, "evidence", evidence);
        json.writeStringField("recheckAfter", recheckAfter.toString());
      }
      case Verdict.Deny(
              String code,
              String message,
              List<String> evidence,
              Map<String, String> params) -> {
        json.writeStringField("verdict", "deny");
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        Json.texts(json, "evidence", evidence);
        json.writeFieldName("params");
        AnyJson.write(json, params);
      }
      case Verdict.Fault(String message) -> {
        json.writeStringField("verdict", "error");
        json.writeStringField("message", message);
      }
    }
    json.writeEndObject();
  }

  public static GuardVerdict read(JsonObject object) throws JsonFormatException {
    GuardName guard = object.oneOf("name", GuardName.values(), GuardName::text);
    object.flag("bypassable");
    GuardVerdict judged = new GuardVerdict(guard, verdict(object), object.flag("bypassed"));
    object.end();
    return judged;
  }

  private static Verdict verdict(JsonObject object) throws JsonFormatException {
    return switch (object.string("verdict")) {
      case "pass" -> new Verdict.Pass();
      case "wait" ->
          new Verdict.Wait(
              object.string("code"),
              object.string("message"),
              object.strings("evidence"),
              object.value("recheckAfter", Duration::parse));
      case "deny" ->
          new Verdict.Deny(
              object.string("code"),
              object.string("message"),
              object.strings("evidence"),
              object.stringMap("params"));
      case "error" -> new Verdict.Fault(object.string("message"));
      default -> throw object.wrong("verdict", "it is none of pass, wait, deny, error");
    };
  }
}
