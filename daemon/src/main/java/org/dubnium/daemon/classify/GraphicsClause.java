package org.dubnium.daemon.classify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;

/** Clauses about graphical sessions that are in authority on a seat. */
sealed interface GraphicsClause extends Clause {

  @Override
  default String name() {
    return "graphics";
  }

  @Override
  default String about() {
    return name();
  }

  /**
   * Graphics are available: the display manager is up, from which a session comes, or there is a
   * session.
   *
   * @param displayManager empty if the contract does not name it, but starts a session otherwise
   */
  record Required(Optional<UnitName> displayManager) implements GraphicsClause {

    @Override
    public String expected() {
      return "required";
    }

    @Override
    public String wish() {
      return "graphics";
    }

    @Override
    public ClauseResult judge(Observation observation) {
      ClauseResult manager =
          displayManager
              .map(unit -> new UnitClauses.Up(name(), unit, false).judge(observation))
              .orElse(new ClauseResult.Unmet("", "no display manager is configured"));
      return switch (manager) {
        case ClauseResult.Met met -> met;
        case ClauseResult.Unknown unknown -> judgeSessions(observation, unknown);
        case ClauseResult.Unmet(String _, String fact) ->
            judgeSessions(
                observation,
                new ClauseResult.Unmet("absent", "no graphical session is on a seat and " + fact));
      };
    }

    private static ClauseResult judgeSessions(Observation observation, ClauseResult ifNone) {
      return switch (inAuthority(observation)) {
        case Reading.Unavailable<List<Session>>(String why) -> new ClauseResult.Unknown(why);
        case Reading.Value<List<Session>>(List<Session> sessions) ->
            sessions.isEmpty() ? ifNone : new ClauseResult.Met(describe(sessions));
      };
    }
  }

  /** There is none. */
  record Absent() implements GraphicsClause {

    @Override
    public String expected() {
      return "absent";
    }

    @Override
    public String wish() {
      return "no graphics";
    }

    @Override
    public ClauseResult judge(Observation observation) {
      return switch (inAuthority(observation)) {
        case Reading.Unavailable<List<Session>>(String why) -> new ClauseResult.Unknown(why);
        case Reading.Value<List<Session>>(List<Session> sessions) ->
            sessions.isEmpty()
                ? new ClauseResult.Met("no graphical session is on a seat")
                : new ClauseResult.Unmet("present", describe(sessions));
      };
    }
  }

  private static Reading<List<Session>> inAuthority(Observation observation) {
    return observation
        .sessions()
        .map(all -> all.stream().filter(Session::isAuthoritative).toList());
  }

  private static String describe(List<Session> sessions) {
    return sessions.stream()
        .map(session -> Words.session(session) + " is " + session.state())
        .collect(Collectors.joining(", "));
  }
}
