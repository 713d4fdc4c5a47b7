package org.dubnium.daemon.delegation;

import static org.dubnium.daemon.delegation.DelegationRefused.Kind.LIMIT;
import static org.dubnium.daemon.delegation.DelegationRefused.Kind.NO_SUCH_DELEGATION;
import static org.dubnium.daemon.delegation.DelegationRefused.Kind.NO_SUCH_TICKET;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.DelegationPolicy;

/**
 * The tickets and delegations in force. A person makes a ticket, the service that it names turns it
 * into a delegation once, and shows that with each request in the person's name. Of the secrets only
 * hashes are kept, in memory alone: a daemon that starts anew knows none.
 */
public final class Delegations {

  /** A ticket goes from a command to a browser and at once to the service. */
  public static final Duration TICKET_LIFE = Duration.ofSeconds(60);

  public static final int TICKETS_OF_ONE_USER = 4;
  public static final int TICKETS_OF_ALL = 64;
  public static final int TICKETS_A_MINUTE = 12;
  public static final int OF_ONE_USER = 16;
  public static final int OF_ALL = 128;
  public static final int USES_A_MINUTE = 60;

  private record Ticket(Grant grant, SecretHash hash) {}

  private record Delegation(Grant grant, SecretHash hash, Instant redeemedAt, Instant usedAt) {

    Delegation usedNow(Instant now) {
      return new Delegation(grant, hash, redeemedAt, now);
    }
  }

  private final List<Ticket> tickets = new ArrayList<>();
  private final List<Delegation> redeemed = new ArrayList<>();
  private final RateLimit creations = new RateLimit(TICKETS_A_MINUTE);
  private final RateLimit uses = new RateLimit(USES_A_MINUTE);
  private final Secrets secrets = new Secrets();
  private final Supplier<DelegationPolicy> policy;
  private final InstantSource clock;
  private final Consumer<EndedGrant> over;

  /**
   * @param over told of each that ends by itself or by another's coming; it may block
   */
  public Delegations(
      Supplier<DelegationPolicy> policy, InstantSource clock, Consumer<EndedGrant> over) {
    this.policy = policy;
    this.clock = clock;
    this.over = over;
  }

  /** Makes a ticket. It counts against its user's limits whether it is redeemed or not. */
  public synchronized IssuedGrant create(PersonSession person, String service)
      throws DelegationRefused {
    endOverdue();
    Instant now = clock.instant();
    long uid = person.uid();
    if (!creations.admits(uid, now)) {
      throw new DelegationRefused(
          LIMIT, "cannot delegate more than " + TICKETS_A_MINUTE + " times a minute: wait a little");
    }
    long theirs = tickets.stream().filter(ticket -> ticket.grant().person().uid() == uid).count();
    if (theirs >= TICKETS_OF_ONE_USER || tickets.size() >= TICKETS_OF_ALL) {
      throw new DelegationRefused(
          LIMIT,
          "cannot make another ticket: "
              + (theirs >= TICKETS_OF_ONE_USER ? "you have " + theirs : "there are " + tickets.size())
              + " that nobody has redeemed; wait a minute");
    }
    String secret = secrets.secret();
    Grant grant = new Grant(secrets.id(), person, service, now);
    tickets.add(new Ticket(grant, SecretHash.of(secret)));
    return new IssuedGrant(grant, secret);
  }

  /** Whose ticket that is; it stays one. */
  public synchronized Grant ticket(String secret, String service) throws DelegationRefused {
    endOverdue();
    return find(secret, service).grant();
  }

  /** Turns a ticket of that service's into a delegation; the ticket is gone. */
  public synchronized IssuedGrant redeem(String ticket, String service) throws DelegationRefused {
    endOverdue();
    Ticket found = find(ticket, service);
    long uid = found.grant().person().uid();
    List<Delegation> theirs =
        redeemed.stream().filter(one -> one.grant().person().uid() == uid).toList();
    boolean full = redeemed.size() >= OF_ALL;
    if (full && theirs.isEmpty()) {
      throw new DelegationRefused(
          LIMIT, "cannot take another delegation: there are " + redeemed.size() + " in force");
    }
    tickets.remove(found);
    if (full || theirs.size() >= OF_ONE_USER) {
      Delegation least =
          theirs.stream().min(Comparator.comparing(Delegation::usedAt)).orElseThrow();
      end(least.grant().id(), EndedGrant.Why.REPLACED);
    }
    String secret = secrets.secret();
    Instant now = clock.instant();
    redeemed.add(new Delegation(found.grant(), SecretHash.of(secret), now, now));
    return new IssuedGrant(found.grant(), secret);
  }

  private Ticket find(String secret, String service) throws DelegationRefused {
    SecretHash hash = SecretHash.of(secret);
    Ticket found = null;
    for (Ticket ticket : tickets) {
      if (ticket.hash().isSame(hash)) {
        found = ticket;
      }
    }
    if (found == null || !found.grant().service().equals(service)) {
      throw new DelegationRefused(
          NO_SUCH_TICKET,
          "cannot redeem that ticket: it was used already, is older than "
              + TICKET_LIFE.toSeconds()
              + " s, or was never made; make another");
    }
    return found;
  }

  /** What that service may do by that delegation; from now on it has been used last now. */
  public synchronized Grant use(String secret, String service) throws DelegationRefused {
    endOverdue();
    SecretHash hash = SecretHash.of(secret);
    int found = -1;
    for (int i = 0; i < redeemed.size(); i++) {
      if (redeemed.get(i).hash().isSame(hash)) {
        found = i;
      }
    }
    if (found < 0 || !redeemed.get(found).grant().service().equals(service)) {
      throw new DelegationRefused(
          NO_SUCH_DELEGATION,
          "cannot act by that delegation: it has ended; the person has to delegate anew");
    }
    redeemed.set(found, redeemed.get(found).usedNow(clock.instant()));
    return redeemed.get(found).grant();
  }

  /** Counts something that a person has done in their name. */
  public synchronized void count(Grant grant) throws DelegationRefused {
    if (!uses.admits(grant.person().uid(), clock.instant())) {
      throw new DelegationRefused(
          LIMIT, "cannot act in your name more than " + USES_A_MINUTE + " times a minute: wait a little");
    }
  }

  /** All that are in force, the eldest first. */
  public synchronized List<GrantStatus> all() {
    endOverdue();
    List<GrantStatus> all = new ArrayList<>();
    for (Delegation one : redeemed) {
      all.add(new GrantStatus(one.grant(), Optional.of(one.usedAt()), expires(one)));
    }
    for (Ticket ticket : tickets) {
      all.add(new GrantStatus(ticket.grant(), Optional.empty(), expires(ticket)));
    }
    all.sort(Comparator.comparing(standing -> standing.grant().createdAt()));
    return all;
  }

  /** Ends one, ticket or delegation. */
  public synchronized void end(String id, EndedGrant.Why why) {
    endIf(grant -> grant.id().equals(id), why, over);
  }

  /**
   * Ends one because somebody wants it.
   *
   * @param told of it, if it was there, in place of who is told of the others
   */
  public synchronized void end(String id, EndedGrant.Why why, Consumer<EndedGrant> told) {
    endIf(grant -> grant.id().equals(id), why, told);
  }

  /** Ends those whose session is not among these any more. */
  public synchronized void endOthersThan(List<Session> open) {
    endIf(grant -> open.stream().noneMatch(grant.person()::isStill), EndedGrant.Why.LOGGED_OUT, over);
  }

  private void endIf(Predicate<Grant> which, EndedGrant.Why why, Consumer<EndedGrant> told) {
    List<Grant> ended = new ArrayList<>();
    tickets.stream().map(Ticket::grant).filter(which).forEach(ended::add);
    redeemed.stream().map(Delegation::grant).filter(which).forEach(ended::add);
    tickets.removeIf(one -> which.test(one.grant()));
    redeemed.removeIf(one -> which.test(one.grant()));
    ended.forEach(grant -> told.accept(new EndedGrant(grant, why)));
  }

  private void endOverdue() {
    Instant now = clock.instant();
    DelegationPolicy allowed = policy.get();
    endIf(grant -> !allowed.services().contains(grant.service()), EndedGrant.Why.NOT_ALLOWED, over);
    List.copyOf(tickets).stream()
        .filter(ticket -> !now.isBefore(expires(ticket)))
        .forEach(ticket -> end(ticket.grant().id(), EndedGrant.Why.NOT_REDEEMED));
    for (Delegation one : List.copyOf(redeemed)) {
      if (!now.isBefore(lastMoment(one))) {
        end(one.grant().id(), EndedGrant.Why.EXPIRED);
      } else if (!now.isBefore(one.usedAt().plus(allowed.idle()))) {
        end(one.grant().id(), EndedGrant.Why.IDLE);
      }
    }
  }

  private static Instant expires(Ticket ticket) {
    return ticket.grant().createdAt().plus(TICKET_LIFE);
  }

  private Instant expires(Delegation one) {
    Instant idle = one.usedAt().plus(policy.get().idle());
    return idle.isBefore(lastMoment(one)) ? idle : lastMoment(one);
  }

  private Instant lastMoment(Delegation one) {
    return one.redeemedAt().plus(policy.get().life());
  }
}
