@NullMarked
package org.dubnium.daemon.procfs;

import org.jspecify.annotations.NullMarked;
