/** Modes and their contracts: what must hold in each mode. Values only. */
@NullMarked
package org.dubnium.daemon.domain.mode;

import org.jspecify.annotations.NullMarked;
