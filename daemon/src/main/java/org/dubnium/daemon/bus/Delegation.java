package org.dubnium.daemon.bus;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.server.Call;
import org.dubnium.daemon.delegation.DelegationRefused;
import org.dubnium.daemon.delegation.Delegations;
import org.dubnium.daemon.delegation.PersonSession;
import org.dubnium.daemon.delegation.Secrets;
import org.dubnium.daemon.delegation.ServiceDelegation;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy.DelegationPolicy;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.dbus.contract.DelegationApi;
import org.dubnium.dbus.contract.DelegationInfo;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.PolkitAction;

/**
 * How a service that people reach by other ways than the bus asks in somebody's name: only if that
 * person let it, from their own login session, and for as long as that lasts. polkit then decides
 * about their session, and prompts there. It gives the service no authority of its own.
 */
final class Delegation implements DelegationApi {

  private final Callers callers;
  private final PolkitCheck gate;
  private final LoginSessions sessions;
  private final RecordAllowance allowance;
  private final DelegationAudit audit;
  private final Supplier<DelegationPolicy> policy;
  private final Delegations delegations;

  Delegation(
      Callers callers,
      PolkitCheck gate,
      LoginSessions sessions,
      RecordAllowance allowance,
      DelegationAudit audit,
      Supplier<DelegationPolicy> policy,
      InstantSource clock) {
    this.callers = callers;
    this.gate = gate;
    this.sessions = sessions;
    this.allowance = allowance;
    this.audit = audit;
    this.policy = policy;
    this.delegations =
        new Delegations(policy, clock, ended -> audit.ended(ended, Caller.DAEMON));
  }

  @Override
  public String create(Call call, String service) throws BusException, InterruptedException {
    if (!policy.get().services().contains(service)) {
      throw StandardError.INVALID_ARGS.because(
          "cannot delegate to that: the configuration allows "
              + policy.get().services().stream().sorted().toList());
    }
    Callers.Origin origin = callers.locate(call);
    PersonSession person = sessions.of(origin.process());
    allowance.require(person.uid());
    gate.require(call, origin.caller(), PolkitAction.DELEGATE, Map.of("service", service));
    // polkit took its time, and has asked about the caller's process as it is now.
    if (!callers.locate(call).process().equals(origin.process()) || !sessions.isStill(person)) {
      throw StandardError.ACCESS_DENIED.because(
          "cannot delegate from session " + person.session() + ": it has ended, or you left it");
    }
    try {
      ServiceDelegation.Issued issued = delegations.create(person, service);
      recorded("created", issued.delegation(), origin.caller());
      return issued.secret();
    } catch (DelegationRefused refused) {
      throw error(refused);
    }
  }

  @Override
  public String redeem(Call call, String ticket) throws BusException, InterruptedException {
    Caller caller = service(call);
    String unit = caller.unit().orElseThrow();
    try {
      require(ModeError.NO_SUCH_TICKET, ticket, "redeem that: it is no ticket");
      requireLoggedIn(delegations.ticket(ticket, unit), ModeError.NO_SUCH_TICKET);
      ServiceDelegation.Issued issued = delegations.redeem(ticket, unit);
      recorded("redeemed", issued.delegation(), caller);
      return issued.secret();
    } catch (DelegationRefused refused) {
      throw error(refused);
    }
  }

  @Override
  public DelegationInfo use(Call call, String delegation)
      throws BusException, InterruptedException {
    Caller caller = service(call);
    ServiceDelegation delegated = inForce(caller, delegation);
    allowance.require(delegated.person().uid());
    try {
      delegations.count(delegated);
    } catch (DelegationRefused refused) {
      throw error(refused);
    }
    // What is done in somebody's name counts as theirs, as what they do themselves.
    audit.note(
        "used", delegated, caller.onBehalfOf(delegated.person().session(), delegated.person().uid()));
    return delegations.all().stream()
        .filter(standing -> standing.delegation().id().equals(delegated.id()))
        .findFirst()
        .map(Delegation::info)
        .orElseThrow(() -> ended(ModeError.NO_SUCH_DELEGATION));
  }

  @Override
  public List<DelegationInfo> list(Call call) throws BusException, InterruptedException {
    long uid = callers.identify(call).uid();
    return delegations.all().stream()
        .filter(standing -> uid == 0 || standing.delegation().person().uid() == uid)
        .map(Delegation::info)
        .toList();
  }

  @Override
  public void revoke(Call call, String id) throws BusException, InterruptedException {
    Callers.Origin origin = callers.locate(call);
    Caller caller = origin.caller();
    ServiceDelegation delegated =
        delegations.all().stream()
            .map(ServiceDelegation.Status::delegation)
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    ModeError.NO_SUCH_DELEGATION.because(
                        "cannot find that delegation: see ListDelegations"));
    if (caller.uid() != 0
        && caller.uid() != delegated.person().uid()
        && !caller.unit().equals(Optional.of(delegated.service()))) {
      throw ModeError.NOT_OWNER.because(
          "cannot revoke delegation " + id + ": only who delegated, the service and root may");
    }
    delegations.end(id, ServiceDelegation.Ended.Why.REVOKED, ended -> audit.ended(ended, caller));
  }

  /**
   * In whose name the caller asks.
   *
   * @param delegation by which they do; empty for themselves
   */
  Caller speaker(Call call, Optional<String> delegation)
      throws BusException, InterruptedException {
    if (delegation.isEmpty()) {
      return callers.identify(call);
    }
    Caller caller = service(call);
    PersonSession person = inForce(caller, delegation.get()).person();
    return caller.onBehalfOf(person.session(), person.uid());
  }

  /** Ends what was delegated from sessions that are over. */
  void sweep(List<Session> open) {
    delegations.endOthersThan(open);
  }

  private ServiceDelegation inForce(Caller caller, String delegation) throws BusException {
    require(
        ModeError.INVALID_OPTION,
        delegation,
        "ask on behalf of that: it is no delegation; see CreateDelegation");
    try {
      ServiceDelegation delegated = delegations.use(delegation, caller.unit().orElseThrow());
      requireLoggedIn(delegated, ModeError.NO_SUCH_DELEGATION);
      return delegated;
    } catch (DelegationRefused refused) {
      throw error(refused);
    }
  }

  /** The caller, if their process is one of a service that may be delegated to. */
  private Caller service(Call call) throws BusException, InterruptedException {
    Caller caller = callers.locate(call).caller();
    if (caller.unit().filter(policy.get().services()::contains).isEmpty()) {
      throw StandardError.ACCESS_DENIED.because(
          "cannot take a delegation: you are no service that may be delegated to");
    }
    return caller;
  }

  private void requireLoggedIn(ServiceDelegation delegated, ModeError gone) throws BusException {
    if (!sessions.isStill(delegated.person())) {
      delegations.end(delegated.id(), ServiceDelegation.Ended.Why.LOGGED_OUT);
      throw ended(gone);
    }
  }

  private static BusException ended(ModeError error) {
    return error.because("cannot act by that: the session that it was delegated from has ended");
  }

  private static void require(ModeError error, String secret, String what) throws BusException {
    if (!Secrets.isOne(secret)) {
      throw error.because("cannot " + what);
    }
  }

  /** Writes an audit entry; a delegation whose entry cannot be written is revoked. */
  private void recorded(String status, ServiceDelegation delegated, Caller caller) throws BusException {
    boolean isOnRecord = false;
    try {
      audit.note(status, delegated, caller);
      isOnRecord = true;
    } finally {
      if (!isOnRecord) {
        delegations.end(delegated.id(), ServiceDelegation.Ended.Why.REVOKED);
      }
    }
  }

  private static DelegationInfo info(ServiceDelegation.Status standing) {
    ServiceDelegation delegated = standing.delegation();
    return new DelegationInfo(
        delegated.id(),
        delegated.person().uid(),
        delegated.person().user(),
        delegated.person().session(),
        delegated.service(),
        delegated.createdAt(),
        standing.lastUsed(),
        standing.expires());
  }

  private static BusException error(DelegationRefused refused) {
    String why = String.valueOf(refused.getMessage());
    return switch (refused.kind()) {
      case NO_SUCH_TICKET -> ModeError.NO_SUCH_TICKET.because(why);
      case NO_SUCH_DELEGATION -> ModeError.NO_SUCH_DELEGATION.because(why);
      case LIMIT -> StandardError.LIMITS_EXCEEDED.because(why);
    };
  }
}
