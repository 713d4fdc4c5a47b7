/** Texts that are kept and shown: how long they may be, and what they may hold. */
@NullMarked
package org.dubnium.daemon.domain.text;

import org.jspecify.annotations.NullMarked;
