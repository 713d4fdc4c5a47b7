package org.dubnium.bus.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fair queue of calls: no user can starve another, however many connections they have: the calls of one
 * user that run and that wait are bounded, those of one connection more tightly, and those of all
 * users together by what fits this process. Users take turns, and so do the connections of one user; calls of one connection start
 * in order. A call counts until its answer is on its way. Root has its share in any case.
 */
final class CallQueue {

  /** What a call occupies beside its bytes, while we hold it. */
  static final int OVERHEAD = 2048;

  private static final long ROOT = 0;

  private final Executor executor;
  private final CallBounds bounds;

  /** In the order of their turns, the next first. */
  private final LinkedHashMap<Long, User> users = new LinkedHashMap<>();

  private final Load all = new Load();

  CallQueue(Executor executor, CallBounds bounds) {
    this.executor = executor;
    this.bounds = bounds;
  }

  private record Task(long uid, String sender, int size, Runnable work) {}

  /** How many calls run and wait, and the bytes of both. */
  private static final class Load {
    private int running;
    private int waiting;
    private int bytes;

    boolean isIdle() {
      return running == 0 && waiting == 0;
    }

    boolean hasRoom(CallBounds.Share share, int size) {
      return waiting < share.waiting() && bytes + size <= share.bytes();
    }
  }

  /** The calls of one connection. */
  private static final class Connection {
    private final Load load = new Load();
    private final Deque<Task> waiting = new ArrayDeque<>();
  }

  /** The calls of all connections of one user. */
  private static final class User {
    private final Load load = new Load();

    /** By the connection's name, in the order of their turns, the next first. */
    private final LinkedHashMap<String, Connection> connections = new LinkedHashMap<>();
  }

  /**
   * Takes a call.
   *
   * @param uid whose connection it came over
   * @param length of its message in bytes
   * @return false if too much is going on already; the call is not taken then
   */
  boolean add(long uid, String sender, int length, Runnable work) {
    Task task = new Task(uid, sender, length + OVERHEAD, work);
    List<Task> begun;
    synchronized (users) {
      User user = users.computeIfAbsent(uid, each -> new User());
      Connection connection = user.connections.computeIfAbsent(sender, each -> new Connection());
      boolean taken = hasRoom(uid, user, connection, task.size());
      if (taken) {
        connection.waiting.add(task);
        for (Load load : loads(uid, user, connection)) {
          load.waiting++;
          load.bytes += task.size();
        }
      }
      begun = begin();
      tidy(uid, user, sender, connection);
      if (!taken) {
        return false;
      }
    }
    begun.forEach(this::run);
    return true;
  }

  private boolean hasRoom(long uid, User user, Connection connection, int size) {
    if (user.load.isIdle() && size <= bounds.small()) {
      return true;
    }
    return connection.load.hasRoom(bounds.connection(), size)
        && user.load.hasRoom(bounds.user(), size)
        && (uid == ROOT || all.hasRoom(bounds.all(), size));
  }

  private List<Load> loads(long uid, User user, Connection connection) {
    return uid == ROOT
        ? List.of(connection.load, user.load)
        : List.of(connection.load, user.load, all);
  }

  /** All calls that may begin now, one of each user in turn. */
  private List<Task> begin() {
    List<Task> begun = new ArrayList<>();
    for (Task next = next(); next != null; next = next()) {
      begun.add(next);
    }
    return begun;
  }

  private @Nullable Task next() {
    for (Map.Entry<Long, User> each : users.entrySet()) {
      long uid = each.getKey();
      User user = each.getValue();
      if (user.load.waiting == 0
          || user.load.running >= bounds.user().running()
          || (uid != ROOT && all.running >= bounds.all().running())) {
        continue;
      }
      String sender = ready(user);
      if (sender != null) {
        Connection connection = Objects.requireNonNull(user.connections.get(sender));
        for (Load load : loads(uid, user, connection)) {
          load.waiting--;
          load.running++;
        }
        user.connections.putLast(sender, connection);
        users.putLast(uid, user);
        return connection.waiting.remove();
      }
    }
    return null;
  }

  /** Name of the connection of this user whose next call may begin; null if there is none. */
  private @Nullable String ready(User user) {
    for (Map.Entry<String, Connection> each : user.connections.entrySet()) {
      Connection connection = each.getValue();
      if (!connection.waiting.isEmpty()
          && connection.load.running < bounds.connection().running()) {
        return each.getKey();
      }
    }
    return null;
  }

  private void run(Task task) {
    executor.execute(
        () -> {
          try {
            task.work().run();
          } finally {
            finish(task);
          }
        });
  }

  /**
   * Hands the next calls to the executor rather than running them here, so that they queue behind what
   * others handed in meanwhile.
   */
  private void finish(Task task) {
    List<Task> begun;
    synchronized (users) {
      User user = Objects.requireNonNull(users.get(task.uid()));
      Connection connection = Objects.requireNonNull(user.connections.get(task.sender()));
      for (Load load : loads(task.uid(), user, connection)) {
        load.running--;
        load.bytes -= task.size();
      }
      begun = begin();
      tidy(task.uid(), user, task.sender(), connection);
    }
    begun.forEach(this::run);
  }

  private void tidy(long uid, User user, String sender, Connection connection) {
    if (connection.load.isIdle()) {
      user.connections.remove(sender);
    }
    if (user.load.isIdle()) {
      users.remove(uid);
    }
  }
}
