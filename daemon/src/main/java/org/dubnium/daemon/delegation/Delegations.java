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
import org.dubnium.daemon.delegation.ServiceDelegation.Ended;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy.DelegationPolicy;

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

  private record Ticket(ServiceDelegation delegation, SecretHash hash) {}

  private record Redeemed(ServiceDelegation delegation, SecretHash hash, Instant redeemedAt, Instant usedAt) {

    Redeemed usedNow(Instant now) {
      return new Redeemed(delegation, hash, redeemedAt, now);
    }
  }

  private final List<Ticket> tickets = new ArrayList<>();
  private final List<Redeemed> redeemed = new ArrayList<>();
  private final RateLimit creations = new RateLimit(TICKETS_A_MINUTE);
  private final RateLimit uses = new RateLimit(USES_A_MINUTE);
  private final Secrets secrets = new Secrets();
  private final Supplier<DelegationPolicy> policy;
  private final InstantSource clock;
  private final Consumer<Ended> over;

  /**
   * @param over told of each that ends by itself or by another's coming; it may block
   */
  public Delegations(
      Supplier<DelegationPolicy> policy, InstantSource clock, Consumer<Ended> over) {
    this.policy = policy;
    this.clock = clock;
    this.over = over;
  }

  /** Makes a ticket. It counts against its user's limits whether it is redeemed or not. */
  public synchronized ServiceDelegation.Issued create(PersonSession person, String service)
      throws DelegationRefused {
    endOverdue();
    Instant now = clock.instant();
    long uid = person.uid();
    if (!creations.admits(uid, now)) {
      throw new DelegationRefused(
          LIMIT, "cannot delegate more than " + TICKETS_A_MINUTE + " times a minute: wait a little");
    }
    long theirs = tickets.stream().filter(ticket -> ticket.delegation().person().uid() == uid).count();
    if (theirs >= TICKETS_OF_ONE_USER || tickets.size() >= TICKETS_OF_ALL) {
      throw new DelegationRefused(
          LIMIT,
          "cannot make another ticket: "
              + (theirs >= TICKETS_OF_ONE_USER ? "you have " + theirs : "there are " + tickets.size())
              + " that nobody has redeemed; wait a minute");
    }
    String secret = secrets.secret();
    ServiceDelegation delegation = new ServiceDelegation(secrets.id(), person, service, now);
    tickets.add(new Ticket(delegation, SecretHash.of(secret)));
    return new ServiceDelegation.Issued(delegation, secret);
  }

  /** Whose ticket that is; it stays one. */
  public synchronized ServiceDelegation ticket(String secret, String service)
      throws DelegationRefused {
    endOverdue();
    return find(secret, service).delegation();
  }

  /** Turns a ticket of that service's into a delegation; the ticket is gone. */
  public synchronized ServiceDelegation.Issued redeem(String ticket, String service)
      throws DelegationRefused {
    endOverdue();
    Ticket found = find(ticket, service);
    long uid = found.delegation().person().uid();
    List<Redeemed> theirs =
        redeemed.stream().filter(one -> one.delegation().person().uid() == uid).toList();
    boolean full = redeemed.size() >= OF_ALL;
    if (full && theirs.isEmpty()) {
      throw new DelegationRefused(
          LIMIT, "cannot take another delegation: there are " + redeemed.size() + " in force");
    }
    tickets.remove(found);
    if (full || theirs.size() >= OF_ONE_USER) {
      Redeemed least =
          theirs.stream().min(Comparator.comparing(Redeemed::usedAt)).orElseThrow();
      end(least.delegation().id(), Ended.Why.REPLACED);
    }
    String secret = secrets.secret();
    Instant now = clock.instant();
    redeemed.add(new Redeemed(found.delegation(), SecretHash.of(secret), now, now));
    return new ServiceDelegation.Issued(found.delegation(), secret);
  }

  private Ticket find(String secret, String service) throws DelegationRefused {
    SecretHash hash = SecretHash.of(secret);
    Ticket found = null;
    for (Ticket ticket : tickets) {
      if (ticket.hash().isSame(hash)) {
        found = ticket;
      }
    }
    if (found == null || !found.delegation().service().equals(service)) {
      throw new DelegationRefused(
          NO_SUCH_TICKET,
          "cannot redeem that ticket: it was used already, is older than "
              + TICKET_LIFE.toSeconds()
              + " s, or was never made; make another");
    }
    return found;
  }

  /** What that service may do by that delegation; from now on it has been used last now. */
  public synchronized ServiceDelegation use(String secret, String service) throws DelegationRefused {
    endOverdue();
    SecretHash hash = SecretHash.of(secret);
    int found = -1;
    for (int i = 0; i < redeemed.size(); i++) {
      if (redeemed.get(i).hash().isSame(hash)) {
        found = i;
      }
    }
    if (found < 0 || !redeemed.get(found).delegation().service().equals(service)) {
      throw new DelegationRefused(
          NO_SUCH_DELEGATION,
          "cannot act by that delegation: it has ended; the person has to delegate anew");
    }
    redeemed.set(found, redeemed.get(found).usedNow(clock.instant()));
    return redeemed.get(found).delegation();
  }

  /** Counts something that a person has done in their name. */
  public synchronized void count(ServiceDelegation delegation) throws DelegationRefused {
    if (!uses.admits(delegation.person().uid(), clock.instant())) {
      throw new DelegationRefused(
          LIMIT, "cannot act in your name more than " + USES_A_MINUTE + " times a minute: wait a little");
    }
  }

  /** All that are in force, the eldest first. */
  public synchronized List<ServiceDelegation.Status> all() {
    endOverdue();
    List<ServiceDelegation.Status> all = new ArrayList<>();
    for (Redeemed one : redeemed) {
      all.add(new ServiceDelegation.Status(one.delegation(), Optional.of(one.usedAt()), expires(one)));
    }
    for (Ticket ticket : tickets) {
      all.add(new ServiceDelegation.Status(ticket.delegation(), Optional.empty(), expires(ticket)));
    }
    all.sort(Comparator.comparing(standing -> standing.delegation().createdAt()));
    return all;
  }

  /** Ends one, ticket or delegation. */
  public synchronized void end(String id, Ended.Why why) {
    endIf(delegation -> delegation.id().equals(id), why, over);
  }

  /**
   * Ends one because somebody wants it.
   *
   * @param told of it, if it was there, in place of who is told of the others
   */
  public synchronized void end(String id, Ended.Why why, Consumer<Ended> told) {
    endIf(delegation -> delegation.id().equals(id), why, told);
  }

  /** Ends those whose session is not among these any more. */
  public synchronized void endOthersThan(List<Session> open) {
    endIf(
        delegation -> open.stream().noneMatch(delegation.person()::isStill),
        Ended.Why.LOGGED_OUT,
        over);
  }

  private void endIf(
      Predicate<ServiceDelegation> which, Ended.Why why, Consumer<Ended> told) {
    List<ServiceDelegation> ended = new ArrayList<>();
    tickets.stream().map(Ticket::delegation).filter(which).forEach(ended::add);
    redeemed.stream().map(Redeemed::delegation).filter(which).forEach(ended::add);
    tickets.removeIf(one -> which.test(one.delegation()));
    redeemed.removeIf(one -> which.test(one.delegation()));
    ended.forEach(delegation -> told.accept(new Ended(delegation, why)));
  }

  private void endOverdue() {
    Instant now = clock.instant();
    DelegationPolicy allowed = policy.get();
    endIf(
        delegation -> !allowed.services().contains(delegation.service()),
        Ended.Why.NOT_ALLOWED,
        over);
    List.copyOf(tickets).stream()
        .filter(ticket -> !now.isBefore(expires(ticket)))
        .forEach(ticket -> end(ticket.delegation().id(), Ended.Why.NOT_REDEEMED));
    for (Redeemed one : List.copyOf(redeemed)) {
      if (!now.isBefore(lastMoment(one))) {
        end(one.delegation().id(), Ended.Why.EXPIRED);
      } else if (!now.isBefore(one.usedAt().plus(allowed.idle()))) {
        end(one.delegation().id(), Ended.Why.IDLE);
      }
    }
  }

  private static Instant expires(Ticket ticket) {
    return ticket.delegation().createdAt().plus(TICKET_LIFE);
  }

  private Instant expires(Redeemed one) {
    Instant idle = one.usedAt().plus(policy.get().idle());
    return idle.isBefore(lastMoment(one)) ? idle : lastMoment(one);
  }

  private Instant lastMoment(Redeemed one) {
    return one.redeemedAt().plus(policy.get().life());
  }
}
