package org.dubnium.fleet.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairPermitsTest {

  private static final ConnectionOwner ALICE = new ConnectionOwner.User(1000);
  private static final ConnectionOwner BOB = new ConnectionOwner.User(1001);
  private static final ConnectionOwner CAROL = new ConnectionOwner.User(1002);

  private final FairPermits permits = new FairPermits(6, 4);
  private final List<String> evicted = new ArrayList<>();

  private FairPermits.Result take(ConnectionOwner owner, String name) {
    return permits.acquire(owner, () -> evicted.add(name));
  }

  private FairPermits.Permit taken(ConnectionOwner owner, String name) {
    return ((FairPermits.Result.Granted) take(owner, name)).permit();
  }

  @Test
  void anOwnerHasOnlySoMany() {
    for (int i = 0; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    assertEquals(new FairPermits.Result.TooManyOfOwner(4), take(ALICE, "one more"));
    assertEquals(4, permits.count(ALICE));
    assertEquals(4, permits.inUse());
    assertEquals(List.of(), evicted);
  }

  @Test
  void whereAllAreTakenTheOneWithTheMostGivesUpItsOldest() {
    for (int i = 0; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    var _ = taken(BOB, "bob 0");
    var _ = taken(BOB, "bob 1");
    var _ = taken(CAROL, "carol 0");
    assertEquals(List.of("alice 0"), evicted);
    var _ = taken(CAROL, "carol 1");
    assertEquals(List.of("alice 0", "alice 1"), evicted);
    // All have two now: nobody has more than a third of carol's would make hers.
    assertEquals(new FairPermits.Result.Exhausted(6), take(CAROL, "carol 2"));
    assertEquals(6, permits.inUse());
  }

  @Test
  void aPermitIsGivenBackOnce() {
    FairPermits.Permit permit = taken(ALICE, "alice");
    var _ = taken(ALICE, "another");
    permit.release();
    permit.release();
    assertEquals(1, permits.inUse());
    assertEquals(1, permits.count(ALICE));
  }

  @Test
  void anEvictedPermitIsReleasedAlready() {
    FairPermits.Permit first = taken(ALICE, "alice 0");
    for (int i = 1; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    var _ = taken(BOB, "bob 0");
    var _ = taken(BOB, "bob 1");
    var _ = taken(CAROL, "carol 0");
    first.release();
    assertEquals(6, permits.inUse());
  }

  @Test
  void aPermitIsChargedToWhoseItIs() {
    ConnectionOwner unknown = new ConnectionOwner.Unknown();
    FairPermits.Permit permit = taken(unknown, "unknown");
    assertTrue(permits.transfer(permit, ALICE));
    assertEquals(0, permits.count(unknown));
    assertEquals(1, permits.count(ALICE));
    for (int i = 1; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    assertFalse(permits.transfer(taken(unknown, "one more"), ALICE));
    assertEquals(4, permits.inUse());
    permit.release();
    assertFalse(permits.transfer(permit, BOB));
    assertEquals(3, permits.inUse());
  }
}
