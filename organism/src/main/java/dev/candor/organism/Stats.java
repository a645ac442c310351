package dev.candor.organism;

import dev.candor.organism.text.*;
import dev.candor.organism.train.Document;
import dev.candor.organism.world.*;
import java.util.*;

class Stats {
    public static void main(String[] args) {
        World world = World.generate(1);
        Phrases phrases = Phrases.load();
        List<BaseText> base = BaseCorpus.of(world, phrases);
        List<Conversation> tuning = TuningCorpus.of(world, phrases, TuningMix.usual());
        long t = System.nanoTime();
        var vocabulary = VocabularyText.train(world, phrases, Integer.parseInt(args[0]));
        System.out.println("vocab " + vocabulary.size() + " in " + (System.nanoTime() - t) / 1e9);
        Lessons lessons = Lessons.of(vocabulary);
        t = System.nanoTime();
        Map<BaseText.Form, long[]> forms = new TreeMap<>();
        int longest = 0;
        for (BaseText text : base) {
            Document d = lessons.of(text);
            long[] f = forms.computeIfAbsent(text.form(), k -> new long[2]);
            f[0]++;
            f[1] += d.tokens().length;
            longest = Math.max(longest, d.tokens().length);
        }
        forms.forEach((k, v) -> System.out.println(k + " " + v[0] + " texts " + v[1] + " tokens"));
        System.out.println("longest " + longest + " encoded in " + (System.nanoTime() - t) / 1e9);
        t = System.nanoTime();
        long tokens = 0, learned = 0;
        longest = 0;
        for (Conversation c : tuning) {
            Document d = lessons.of(c);
            tokens += d.tokens().length;
            longest = Math.max(longest, d.tokens().length);
            for (boolean l : d.learned()) learned += l ? 1 : 0;
        }
        System.out.println(
                "tuning "
                        + tuning.size()
                        + " tokens "
                        + tokens
                        + " learned "
                        + learned
                        + " longest "
                        + longest
                        + " in "
                        + (System.nanoTime() - t) / 1e9);
        Random r = new Random(1);
        for (int i = 0; i < 25; i++) {
            BaseText text = base.get(r.nextInt(base.size()));
            System.out.println(text.form() + ": " + text.text());
            StringBuilder b = new StringBuilder("   ");
            for (int id : lessons.of(text).tokens())
                b.append(vocabulary.tokens().get(id)).append('|');
            System.out.println(b);
        }
        for (int i = 0; i < 12; i++) {
            System.out.println(tuning.get(i));
        }
        Document d = lessons.of(tuning.get(0));
        for (int k = 0; k < d.tokens().length; k++)
            System.out.print(
                    (d.learned()[k] ? "*" : "") + vocabulary.tokens().get(d.tokens()[k]) + " ");
        System.out.println();
    }
}
