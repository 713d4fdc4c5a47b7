/**
 * D-Bus for services and their clients: values, messages, a connection that does not block, calls in
 * both directions. It knows nothing of any contract. Source of the protocol: the D-Bus specification,
 * revision 0.43.
 */
@NullMarked
package org.dubnium.bus;

import org.jspecify.annotations.NullMarked;
