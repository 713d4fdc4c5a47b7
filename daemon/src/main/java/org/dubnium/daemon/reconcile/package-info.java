/**
 * Brings the host back to the contract of the mode that holds and is wanted. The only place that
 * repairs: it starts units and sets slices' properties, ends nothing, and never begins a transition.
 *
 * <p>Level-triggered and keyed: a key goes in, the host is read anew, a result comes out. A signal
 * only wakes it.
 */
@NullMarked
package org.dubnium.daemon.reconcile;

import org.jspecify.annotations.NullMarked;
