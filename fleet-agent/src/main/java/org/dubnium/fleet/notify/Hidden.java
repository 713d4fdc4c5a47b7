package org.dubnium.fleet.notify;

/** Takes secrets out of verdicts: the other side may quote what it was sent. */
final class Hidden {

  private Hidden() {}

  static Verdict in(Verdict verdict, Secret secret) {
    return switch (verdict) {
      case Verdict.Delivered(String answer) -> new Verdict.Delivered(secret.hideIn(answer));
      case Verdict.Later(String reason, var after) ->
          new Verdict.Later(secret.hideIn(reason), after);
      case Verdict.Refused(String reason) -> new Verdict.Refused(secret.hideIn(reason));
    };
  }
}
