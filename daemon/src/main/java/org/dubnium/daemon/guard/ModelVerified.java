package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Denies if the model that a mode is to serve is not a bundle whose files all had the right
 * checksums when they were last read as a whole, and have not been touched since.
 */
final class ModelVerified implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.observation().model()) {
      case Reading.Unavailable<ServedModel>(String why) -> objections.cannotTell(why);
      case Reading.Value<ServedModel>(ServedModel served) ->
          served
              .bundle()
              .ifPresentOrElse(
                  bundle -> judge(bundle, objections), () -> denyNone(served, objections));
    }
    return objections.verdict();
  }

  private static void denyNone(ServedModel served, Objections objections) {
    String model = served.model();
    Map<String, String> params = Map.of("model", model);
    if (model.isEmpty()) {
      objections.deny(
          "model-unset",
          "vllm.service is enabled and has no model (set DUBNIUM_VLLM_MODEL in"
              + " /etc/dubnium/vllm.env, or 'systemctl disable vllm.service')",
          params);
    } else if (served.isPath()) {
      objections.deny(
          "model-missing",
          model + " is no directory (put the model there, or correct DUBNIUM_VLLM_MODEL in"
              + " /etc/dubnium/vllm.env)",
          params);
    } else {
      objections.deny(
          "model-by-name",
          ("%s is a name on a hub, and nobody can tell what is behind it (download it,"
                  + " then: mode model seed SOURCE, mode model select NAME)")
              .formatted(model),
          params);
    }
  }

  private static void judge(ModelBundle bundle, Objections objections) {
    for (String name : List.of(ModelBundle.CONFIG, ModelBundle.CHECKSUMS)) {
      if (!bundle.files().containsKey(name)) {
        objections.deny(
            "bundle-incomplete",
            "%s has no %s (get the bundle whole, and verify it with '%s')"
                .formatted(bundle.path(), name, remedy(bundle)),
            Map.of("bundle", bundle.path(), "file", name));
      }
    }
    switch (bundle.verification()) {
      case Reading.Unavailable<Optional<Verification>>(String why) -> objections.cannotTell(why);
      case Reading.Value<Optional<Verification>>(Optional<Verification> record) ->
          record
              .filter(found -> found.bundle().equals(bundle.path()))
              .ifPresentOrElse(
                  found -> compare(bundle, found, objections),
                  () ->
                      objections.deny(
                          "bundle-unverified",
                          "%s was never verified (run '%s')"
                              .formatted(bundle.path(), remedy(bundle)),
                          Map.of("bundle", bundle.path())));
    }
  }

  private static void compare(
      ModelBundle bundle, Verification record, Objections objections) {
    bundle
        .changes(record)
        .forEach((name, what) -> denyChanged(bundle, name, what, objections));
  }

  private static void denyChanged(
      ModelBundle bundle, String name, String what, Objections objections) {
    objections.deny(
        "bundle-changed",
        "%s/%s %s since the bundle was verified (run '%s')"
            .formatted(bundle.path(), name, what, remedy(bundle)),
        Map.of("bundle", bundle.path(), "file", name));
  }

  private static String remedy(ModelBundle bundle) {
    return "mode model verify " + bundle.path();
  }
}
