package org.dubnium.fleet.notify;

/** Takes secrets out of verdicts: the other side may quote what it was sent. */
final class Redaction {

  private Redaction() {}

  static DeliveryResult in(DeliveryResult verdict, Secret secret) {
    return switch (verdict) {
      case DeliveryResult.Delivered(String answer) -> new DeliveryResult.Delivered(secret.hideIn(answer));
      case DeliveryResult.Later(String reason, var after) ->
          new DeliveryResult.Later(secret.hideIn(reason), after);
      case DeliveryResult.Refused(String reason) -> new DeliveryResult.Refused(secret.hideIn(reason));
    };
  }
}
