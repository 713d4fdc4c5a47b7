@NullMarked
package org.dubnium.daemon.app;

import org.jspecify.annotations.NullMarked;
