@NullMarked
package org.dubnium.daemon.guard;

import org.jspecify.annotations.NullMarked;
