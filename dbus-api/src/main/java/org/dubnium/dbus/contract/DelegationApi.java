package org.dubnium.dbus.contract;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;

/**
 * How a person lets a service ask in their name; the XML documents each method and its errors. All
 * methods may block.
 */
public interface DelegationApi {

  /** Returns the ticket. */
  String create(Call call, String service) throws BusException, InterruptedException;

  /** Returns the delegation, which is a secret of the service's. */
  String redeem(Call call, String ticket) throws BusException, InterruptedException;

  /** Checks a delegation for something that the service does itself. */
  DelegationInfo use(Call call, String delegation) throws BusException, InterruptedException;

  List<DelegationInfo> list(Call call) throws BusException, InterruptedException;

  void revoke(Call call, String id) throws BusException, InterruptedException;
}
