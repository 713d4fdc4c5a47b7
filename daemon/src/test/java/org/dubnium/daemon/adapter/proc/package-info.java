@NullMarked
package org.dubnium.daemon.adapter.proc;

import org.jspecify.annotations.NullMarked;
