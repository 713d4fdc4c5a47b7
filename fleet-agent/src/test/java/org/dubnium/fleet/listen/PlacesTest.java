package org.dubnium.fleet.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Source ALICE = new Source.User(1000);
  private static final Source BOB = new Source.User(1001);
  private static final Source CAROL = new Source.User(1002);

  private final Places places = new Places(6, 4);
  private final List<String> evicted = new ArrayList<>();

  private Places.Answer take(Source source, String name) {
    return places.take(source, () -> evicted.add(name));
  }

  private Places.Place taken(Source source, String name) {
    return ((Places.Answer.Taken) take(source, name)).place();
  }

  @Test
  void aSourceHasOnlySoMany() {
    for (int i = 0; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    assertEquals(new Places.Answer.TooManyOfSource(4), take(ALICE, "one more"));
    assertEquals(4, places.count(ALICE));
    assertEquals(4, places.taken());
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
    assertEquals(new Places.Answer.Full(6), take(CAROL, "carol 2"));
    assertEquals(6, places.taken());
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    Places.Place place = taken(ALICE, "alice");
    var _ = taken(ALICE, "another");
    place.free();
    place.free();
    assertEquals(1, places.taken());
    assertEquals(1, places.count(ALICE));
  }

  @Test
  void anEvictedPlaceIsFreeAlready() {
    Places.Place first = taken(ALICE, "alice 0");
    for (int i = 1; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    var _ = taken(BOB, "bob 0");
    var _ = taken(BOB, "bob 1");
    var _ = taken(CAROL, "carol 0");
    first.free();
    assertEquals(6, places.taken());
  }

  @Test
  void aPlaceIsChargedToWhoseItIs() {
    Source unknown = new Source.Unknown();
    Places.Place place = taken(unknown, "unknown");
    assertTrue(places.move(place, ALICE));
    assertEquals(0, places.count(unknown));
    assertEquals(1, places.count(ALICE));
    for (int i = 1; i < 4; i++) {
      var _ = taken(ALICE, "alice " + i);
    }
    assertFalse(places.move(taken(unknown, "one more"), ALICE));
    assertEquals(4, places.taken());
    place.free();
    assertFalse(places.move(place, BOB));
    assertEquals(3, places.taken());
  }
}
