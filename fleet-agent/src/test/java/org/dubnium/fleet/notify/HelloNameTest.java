package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelloNameTest {

  @ParameterizedTest
  @CsvSource({
    "studio.example.org, 192.0.2.7, studio.example.org",
    "Studio.Example.ORG, 192.0.2.7, studio.example.org",
    "xn--stdio-kva.example.org, 192.0.2.7, xn--stdio-kva.example.org",
    "localhost, 192.0.2.7, [192.0.2.7]",
    "localhost.localdomain, 192.0.2.7, [192.0.2.7]",
    "studio, 192.0.2.7, [192.0.2.7]",
    "studio.local, 192.0.2.7, [192.0.2.7]",
    "gpu_studio.example.org, 192.0.2.7, [192.0.2.7]",
    "gpu studio.example.org, 192.0.2.7, [192.0.2.7]",
    "-studio.example.org, 192.0.2.7, [192.0.2.7]",
    "studio..example.org, 192.0.2.7, [192.0.2.7]",
    "192.0.2.7, 192.0.2.7, [192.0.2.7]",
    "'', 127.0.0.1, [127.0.0.1]",
    "studio, 2001:db8::7, [IPv6:2001:db8:0:0:0:0:0:7]",
    "studio, fe80::7%1, [IPv6:fe80:0:0:0:0:0:0:7]",
  })
  void isANameThatADomainMayHaveOrElseTheAddress(String name, String address, String expected)
      throws Exception {
    assertEquals(expected, HelloName.of(name, InetAddress.getByName(address)));
  }

  @Test
  void isNeverWhatServersRefuse() {
    String towardsLoopback = HelloName.towards("127.0.0.1", 25);
    assertTrue(
        towardsLoopback.equals("[127.0.0.1]") || towardsLoopback.matches("[a-z0-9.-]+\\.[a-z0-9-]+"),
        towardsLoopback);
    String nowhere = HelloName.towards("no-such-host.invalid", 25);
    assertTrue(!nowhere.contains("_") && !nowhere.contains("localhost"), nowhere);
  }
}
