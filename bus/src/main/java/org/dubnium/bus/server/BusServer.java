package org.dubnium.bus.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.transport.BusConnection;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.transport.Limits;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports objects on a connection and lets calls through to them that the contract has, each in a
 * task of its own on the client's executor, which therefore may block. All other calls are answered
 * with a standard error.
 */
public final class BusServer {
  private static final Logger LOG = LoggerFactory.getLogger(BusServer.class);
  private static final Signature PROPERTIES_CHANGED = Signature.of("sa{sv}as");
  private static final Signature INTERFACES_ADDED = Signature.of("oa{sa{sv}}");
  private static final Signature INTERFACES_REMOVED = Signature.of("oas");
  private static final long DO_NOT_QUEUE = 4;
  private static final long PRIMARY_OWNER = 1;
  private static final long ALREADY_OWNER = 4;

  private final BusClient client;
  private final BusConnection connection;
  private final ObjectPath root;
  private final ObjectTree tree = new ObjectTree();
  private final Router router = new Router(this, tree);
  private final SenderUids senders;
  private final CallQueue reads;
  private final CallQueue actions;

  private BusServer(
      BusClient client,
      ObjectPath root,
      Function<String, CompletableFuture<OptionalLong>> users) {
    this.client = client;
    this.connection = client.connection();
    this.root = root;
    this.senders = new SenderUids(users);
    this.reads = new CallQueue(client.executor(), CallBounds.READS);
    this.actions = new CallQueue(client.executor(), CallBounds.ACTIONS);
  }

  /**
   * Starts to answer the calls that come over a client's connection.
   *
   * @param root where {@code ObjectManager} is: all objects below it are listed and announced
   */
  public static BusServer on(BusClient client, ObjectPath root) {
    return on(client, root, sender -> uid(client, sender));
  }

  /**
   * Likewise, with somebody else to tell whose connections are whose.
   *
   * @param users gives the uid behind a unique name; fails if nobody is there any more
   */
  public static BusServer on(
      BusClient client,
      ObjectPath root,
      Function<String, CompletableFuture<OptionalLong>> users) {
    BusServer server = new BusServer(client, root, users);
    client.connection().serve(server::accept);
    return server;
  }

  /** The bus answers an error if nobody is there any more. */
  private static CompletableFuture<OptionalLong> uid(BusClient client, String sender) {
    return client
        .callAsync(BusClient.driver("GetConnectionUnixUser").with("s", sender))
        .thenApply(answer -> OptionalLong.of(answer.integer(0)));
  }

  /**
   * Puts an object on the bus. One below the root is announced by the root's {@code
   * InterfacesAdded}.
   */
  public ExportedObject export(ObjectPath path, BusInterface... interfaces) {
    ExportedObject object = new ExportedObject(this, path, List.of(interfaces));
    object.addStandard(StandardInterfaces.peer());
    object.addStandard(StandardInterfaces.introspectable(object, tree));
    object.addStandard(StandardInterfaces.properties(object));
    if (path.equals(root)) {
      object.addStandard(StandardInterfaces.objectManager(root, tree));
    }
    tree.add(object);
    if (path.isBelow(root)) {
      emit(
          root,
          StandardInterfaces.OBJECT_MANAGER,
          "InterfacesAdded",
          INTERFACES_ADDED,
          List.of(path, object.describe()));
    }
    return object;
  }

  /** The object at a path; empty if there is none now. */
  public Optional<ExportedObject> find(ObjectPath path) {
    return Optional.ofNullable(tree.find(path.value()));
  }

  void remove(ExportedObject object) {
    if (tree.remove(object) && object.path().isBelow(root)) {
      List<String> names = object.ownInterfaces().stream().map(each -> each.spec().name()).toList();
      emit(
          root,
          StandardInterfaces.OBJECT_MANAGER,
          "InterfacesRemoved",
          INTERFACES_REMOVED,
          List.of(object.path(), names));
    }
  }

  /**
   * Takes a well-known name. Objects should be exported before, since calls may follow at once.
   *
   * @throws BusException if the bus does not allow it, or somebody else has the name
   */
  public void requestName(String name) throws BusException, InterruptedException {
    long result =
        client.call(BusClient.driver("RequestName").with("su", name, DO_NOT_QUEUE)).integer(0);
    if (result != PRIMARY_OWNER && result != ALREADY_OWNER) {
      throw StandardError.FAILED.because(
          "cannot take the bus name " + name + ": somebody else has it");
    }
  }

  void emitPropertiesChanged(
      ObjectPath path,
      String interfaceName,
      Map<String, Variant> changed,
      List<String> invalidated) {
    emit(
        path,
        StandardInterfaces.PROPERTIES,
        "PropertiesChanged",
        PROPERTIES_CHANGED,
        List.of(interfaceName, changed, invalidated));
  }

  void emit(
      ObjectPath path,
      String interfaceName,
      String member,
      Signature signature,
      List<?> arguments) {
    connection.signal(path, interfaceName, member, signature, arguments);
  }

  /** Runs on the reader: checks the header alone, and queues the call with its caller's others. */
  private void accept(Incoming call) {
    String sender = call.sender();
    if (sender == null) {
      return;
    }
    try {
      Router.Target target = router.find(call);
      if (!call.isComplete()) {
        throw Refusal.tooLong(Limits.DEFAULT.call());
      }
      if (!senders.whenKnown(sender, uid -> queue(call, sender, uid, target))) {
        throw Refusal.tooMany();
      }
    } catch (BusException e) {
      connection.fail(call, e);
    }
  }

  private void queue(Incoming call, String sender, OptionalLong uid, Router.Target target) {
    if (uid.isEmpty()) {
      LOG.debug("a caller was gone before its call was looked at");
      return;
    }
    long user = uid.getAsLong();
    CallQueue queue = target.isRead() ? reads : actions;
    try {
      if (!queue.add(user, sender, call.size(), () -> run(call, user, target))) {
        connection.fail(call, Refusal.tooMany());
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("cannot run a call any more, ignoring", e);
    }
  }

  private void run(Incoming call, long uid, Router.Target target) {
    Call checked;
    try {
      checked = Call.of(call, uid);
    } catch (WireException e) {
      LOG.debug("cannot read the arguments of {}", target.method().name(), e);
      connection.fail(call, Refusal.invalidArguments(target.method().name()));
      return;
    }
    try {
      List<?> results = target.handler().handle(checked);
      connection.reply(call, target.method().outSignature(), results);
    } catch (BusException e) {
      connection.fail(call, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connection.fail(call, Refusal.failed());
    } catch (RuntimeException e) {
      // The one place that knows the caller, who must not wait for ever, nor read our internals.
      LOG.error("cannot answer {} of {}", target.method().name(), target.owner().spec().name(), e);
      connection.fail(call, Refusal.failed());
    }
  }
}
