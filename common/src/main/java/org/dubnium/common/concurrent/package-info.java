/** What one thread does for another that must not wait for ever. */
@NullMarked
package org.dubnium.common.concurrent;

import org.jspecify.annotations.NullMarked;
