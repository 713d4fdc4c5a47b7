/** Tests of what may be kept and shown. */
@NullMarked
package org.dubnium.daemon.domain.text;

import org.jspecify.annotations.NullMarked;
