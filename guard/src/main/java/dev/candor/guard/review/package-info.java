/// Produces `Item`: the queue in which people decide about answers, on SQLite or PostgreSQL, with
/// its audit log, its rates and the question file that `find` reads.
///
/// May import the statistics and the corpus of the lab. The only room with SQL.
@NullMarked
package dev.candor.guard.review;

import org.jspecify.annotations.NullMarked;
