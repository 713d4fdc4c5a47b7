/** What may stand against a transition: one small class a guard. Pure: no I/O, no clock. */
@NullMarked
package org.dubnium.daemon.guard;

import org.jspecify.annotations.NullMarked;
