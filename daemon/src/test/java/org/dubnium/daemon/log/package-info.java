@NullMarked
package org.dubnium.daemon.log;

import org.jspecify.annotations.NullMarked;
