@NullMarked
package org.dubnium.daemon.classify;

import org.jspecify.annotations.NullMarked;
