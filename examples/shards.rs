//! scratch
use findling::{Document, Index, SearchOptions, Section, index};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
fn lines(path: &Path) -> Vec<Value> { std::fs::read_to_string(path).unwrap().lines().filter_map(|l| serde_json::from_str(l).ok()).collect() }
fn t(v:&Value,f:&str)->String{ match &v[f]{Value::String(s)=>s.clone(),Value::Null=>String::new(),o=>o.to_string()} }
fn main(){
  let a: Vec<String>=std::env::args().skip(1).collect();
  let dir=Path::new(&a[0]); let out=Path::new(&a[1]);
  let docs: Vec<_> = lines(&dir.join("docs.jsonl")).iter().map(|v| Document{id:t(v,"id"),title:t(v,"title"),lang:t(v,"lang"),sections:vec![Section{text:t(v,"text"),..Section::default()}],..Document::default()}).collect();
  let whole=index::build(&docs).unwrap();
  let s=std::time::Instant::now();
  let split=index::split(&whole).unwrap();
  eprintln!("split {:?} {} shards, whole {} root {}", s.elapsed(), split.shards.len(), whole.len(), split.root.len());
  std::fs::create_dir_all(out).unwrap();
  std::fs::write(out.join("root"),&split.root).unwrap();
  std::fs::write(out.join("whole"),&whole).unwrap();
  for (b,n) in split.shards.iter().zip(0..){ std::fs::write(out.join(format!("{n}")),b).unwrap(); }
  let sizes: BTreeMap<u32,usize> = std::fs::read_to_string(out.join("sizes")).unwrap_or_default().lines().filter_map(|l|{let (a,b)=l.split_once(' ')?;Some((a.parse().ok()?,b.parse().ok()?))}).collect();
  let mut grades: BTreeMap<String,BTreeMap<String,f64>>=BTreeMap::new();
  for l in std::fs::read_to_string(dir.join("qrels.tsv")).unwrap().lines(){ if let [q,d,g]=l.split_whitespace().collect::<Vec<_>>()[..]{ if let Ok(g)=g.parse(){ grades.entry(q.into()).or_default().insert(d.into(),g);} } }
  let single=Index::open(whole.clone()).unwrap();
  let mut all=Index::open(split.root.clone()).unwrap();
  all.add(split.shards.clone()).unwrap();
  for e in std::fs::read_dir(dir).unwrap(){ let p=e.unwrap().path(); let n=p.file_name().unwrap().to_string_lossy().into_owned(); if !n.starts_with("queries"){continue;}
    let qs=lines(&p); let (mut sum0,mut sum1,mut count,mut bytes,mut files,mut rounds,mut same,mut n_all)=(0.0,0.0,0,0,0,0,0,0);
    for q in &qs { let (id,text)=(t(q,"id"),t(q,"text")); let Some(gr)=grades.get(&id) else{continue};
      let ndcg=|hits:&[findling::Hit]|{ let g=|it:&mut dyn Iterator<Item=f64>|->f64{it.take(10).zip(2..).map(|(g,p)|g/f64::from(p).log2()).sum()}; let mut f=hits.iter().map(|h|gr.get(&h.id).copied().unwrap_or(0.0)); let mut i:Vec<f64>=gr.values().copied().collect(); i.sort_by(|a,b|b.total_cmp(a)); g(&mut f)/g(&mut i.into_iter())};
      let o=SearchOptions::default();
      let r0=single.search(&text,&o); sum0+=ndcg(&r0.hits);
      let ra=all.search(&text,&o); n_all+=1; if ra.hits==r0.hits && ra.total==r0.total && ra.missing.is_empty(){same+=1;}
      if std::env::var("DBG").is_ok(){let mut ix=Index::open(split.root.clone()).unwrap(); for _ in 0..3{let r=ix.search_shards(&text,&o).unwrap(); eprintln!("{text} missing {:?} total {} hits {}", r.missing,r.total,r.hits.len()); let add: Vec<_>=r.missing.iter().map(|&m|split.shards[m as usize].clone()).collect(); ix.add(add).unwrap();} std::process::exit(0);} let mut ix=Index::open(split.root.clone()).unwrap(); let mut got=BTreeSet::new();
      for _ in 0..6 { let r=ix.search_shards(&text,&o).unwrap(); rounds+=1; if r.missing.is_empty(){ sum1+=ndcg(&r.hits); break;} 
        let add: Vec<_>=r.missing.iter().map(|&m|split.shards[m as usize].clone()).collect(); got.extend(r.missing); ix.add(add).unwrap(); }
      for m in &got{bytes+=sizes.get(m).copied().unwrap_or(0);} files+=got.len(); count+=1; }
    let c=count as f64;
    println!("{n:<24} single {:.4} split {:.4} KB {:.1} files {:.1} rounds {:.1} same {same}/{n_all}",sum0/c,sum1/c,bytes as f64/c/1000.0,files as f64/c,rounds as f64/c);
  }
}
