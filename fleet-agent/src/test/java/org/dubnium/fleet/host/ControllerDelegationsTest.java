package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.testing.ConnectedService;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the contract's own service on a private bus. */
class ControllerDelegationsTest {

  private final ConnectedService connected = new ConnectedService();
  private final TestService service = connected.service;
  private final Delegations delegations;

  ControllerDelegationsTest() throws Exception {
    delegations =
        new ControllerDelegations(
            new ModeControllerClient(connected.bus::client, Duration.ofMinutes(1)));
  }

  @AfterEach
  void stop() throws Exception {
    connected.close();
  }

  @Test
  void aTicketBecomesADelegateWhoIsCheckedAndRevoked() throws Exception {
    Delegate alice = delegations.redeem(FakeDelegation.TICKET);
    assertEquals("alice", alice.user());
    assertEquals(1000, alice.uid());
    assertEquals("2", alice.session());
    assertEquals(Instant.ofEpochSecond(4_102_444_800L), alice.expires());
    assertFalse(alice.toString().contains(FakeDelegation.DELEGATION));
    assertEquals(alice, delegations.use(alice));
    delegations.revoke(alice);
    ModeControllerException over = assertThrows(ModeControllerException.class, () -> delegations.use(alice));
    assertEquals(ModeError.NO_SUCH_DELEGATION, over.error());
    assertEquals(
        List.of("RedeemDelegation " + FakeDelegation.TICKET, "UseDelegation " + alice.secret()),
        service.delegation.seen.subList(0, 2));
    assertTrue(service.delegation.seen.contains("RevokeDelegation 5a1e"));
  }

  @Test
  void saysWhatTheControllerSays() {
    ModeControllerException used =
        assertThrows(ModeControllerException.class, () -> delegations.redeem("0".repeat(64)));
    assertEquals(ModeError.NO_SUCH_TICKET, used.error());
  }
}
