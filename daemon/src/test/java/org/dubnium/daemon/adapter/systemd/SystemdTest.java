package org.dubnium.daemon.adapter.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dubnium.daemon.domain.mode.UnitName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemdTest {

  @ParameterizedTest
  @CsvSource({
    "ssh.service, ssh_2eservice",
    "mode-controller@desktop.service, mode_2dcontroller_40desktop_2eservice",
    "9p.mount, _39p_2emount",
    "a9.mount, a9_2emount",
    "dev-a\\x2db.mount, dev_2da_5cx2db_2emount",
    "a_b:c.socket, a_5fb_3ac_2esocket"
  })
  void escapesUnitNamesAsSystemdDoes(String unit, String label) {
    assertEquals(
        "/org/freedesktop/systemd1/unit/" + label, Systemd.pathOf(new UnitName(unit)).value());
  }
}
