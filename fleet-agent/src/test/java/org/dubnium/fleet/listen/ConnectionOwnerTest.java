package org.dubnium.fleet.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionOwnerTest {

  private static ConnectionOwner of(String remote) {
    return ConnectionOwner.of(
        new Peer.Network(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080),
            new InetSocketAddress(InetAddress.ofLiteral(remote), 50000)));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,             192.0.2.7",
    "2001:db8:1:2:3:4:5:6,  2001:db8:1:2::",
    "2001:db8:1:2:ffff::1,  2001:db8:1:2::",
    "::ffff:192.0.2.7,      192.0.2.7",
  })
  void anotherMachineIsItsAddressOrNetwork(String remote, String charged) {
    assertEquals(new ConnectionOwner.Host(InetAddress.ofLiteral(charged)), of(remote));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.9.9.9", "::1"})
  void whoIsOnALoopbackAddressHasToBeLookedUp(String remote) {
    assertEquals(new ConnectionOwner.Unknown(), of(remote));
  }

  @Test
  void whoIsOnTheUnixSocketIsKnown() {
    assertEquals(new ConnectionOwner.User(1000), ConnectionOwner.of(new Peer.LocalUser(1000, 100, 4711)));
  }
}
