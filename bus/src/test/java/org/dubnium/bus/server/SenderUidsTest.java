package org.dubnium.bus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SenderUidsTest {
  private final Map<String, CompletableFuture<OptionalLong>> bus = new LinkedHashMap<>();
  private final List<String> went = new ArrayList<>();
  private final SenderUids senders =
      new SenderUids(
          sender -> {
            CompletableFuture<OptionalLong> answer = new CompletableFuture<>();
            assertEquals(null, bus.put(sender, answer), "asked once");
            return answer;
          });

  private boolean call(String sender, String name) {
    return senders.whenKnown(sender, uid -> went.add(name + " " + uid.orElse(-1)));
  }

  private CompletableFuture<OptionalLong> asked(String sender) {
    return Objects.requireNonNull(bus.get(sender));
  }

  @Test
  void theBusIsAskedOnceAndCallsStayInOrder() {
    call(":1.1", "first");
    call(":1.1", "second");
    call(":1.2", "other");
    assertEquals(List.of(), went);
    asked(":1.1").complete(OptionalLong.of(1000));
    call(":1.1", "third");

    assertEquals(List.of("first 1000", "second 1000", "third 1000"), went);
  }

  @Test
  void callerWhoIsGoneIsNobody() {
    call(":1.1", "call");
    asked(":1.1").completeExceptionally(new IllegalStateException("NameHasNoOwner"));

    assertEquals(List.of("call -1"), went);
  }

  @Test
  void onlySoManyCallsWaitForTheBus() {
    for (int i = 0; i < SenderUids.WAITING; i++) {
      assertTrue(call(":1.1", "call"));
    }
    assertFalse(call(":1.1", "one more"));
    int more = SenderUids.ALL_WAITING - SenderUids.WAITING;
    for (int i = 0; i < more; i++) {
      assertTrue(call(":2." + i, "call"));
    }
    assertFalse(call(":3.1", "too many in all"));
    asked(":1.1").complete(OptionalLong.of(1));
    assertTrue(call(":3.1", "call"));
  }
}
