package org.dubnium.fleet.api;

import java.util.Optional;
import org.dubnium.bus.StandardError;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.Actor;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;

/** Questions to the mode controller of this host in the name of whoever asks, and its refusals. */
record HostQuestions(Access access) {

  /** A question to the mode controller. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws ModeControllerException, InterruptedException;
  }

  /** Asks; what is refused becomes an answer of the API, and a session that is over ends. */
  <T> T ask(Request request, Question<T> question) throws Problem, InterruptedException {
    try {
      return question.ask();
    } catch (ModeControllerException refused) {
      String why = String.valueOf(refused.getMessage());
      throw switch (refused.error()) {
        case ModeError.UNKNOWN_MODE,
            ModeError.NO_SUCH_MODEL,
            StandardError.UNKNOWN_OBJECT,
            ModeError.NO_SUCH_JOB ->
            Problem.notFound(why);
        case ModeError.BUSY,
            ModeError.UNEXPECTED_CURRENT,
            ModeError.NOT_CANCELLABLE,
            ModeError.GUARD_DENIED,
            ModeError.MODEL_IN_USE ->
            Problem.conflict(why);
        case ModeError.INVALID_OPTION, StandardError.INVALID_ARGS -> Problem.badRequest(why);
        default -> access.problem(request, refused);
      };
    }
  }

  /** Options of a look that nobody need be named for. */
  RequestOptions options(Request request) {
    return inTheNameOf(access.actor(request));
  }

  /**
   * Options of a change.
   *
   * @param instead the command that does it over the socket, where nobody can be asked for a password
   */
  RequestOptions optionsOfChange(Request request, String what, String instead) throws Problem {
    Actor actor = access.requireActor(request);
    if (actor instanceof Actor.LocalUser) {
      throw Problem.forbidden("cannot " + what + " over this socket: use '" + instead + "'");
    }
    return inTheNameOf(Optional.of(actor));
  }

  /** With the token no person is known: the service asks in its own name. */
  private static RequestOptions inTheNameOf(Optional<Actor> actor) {
    return RequestOptions.NONE.inTheNameOf(
        actor.flatMap(
            who ->
                who instanceof Actor.Person(Delegate delegate)
                    ? Optional.of(delegate.secret())
                    : Optional.empty()));
  }
}
